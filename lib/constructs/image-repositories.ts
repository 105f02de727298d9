import { RemovalPolicy } from 'aws-cdk-lib';
import { Repository, TagMutability } from 'aws-cdk-lib/aws-ecr';
import { Construct } from 'constructs';
import { IMAGES } from '../model/images';

/** One ECR repository for each image of the lab. */
export class ImageRepositories extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    for (const [name, image] of Object.entries(IMAGES)) {
      new Repository(this, name, {
        repositoryName: image.repository,
        // A tag is the hash of its sources: it never means anything else.
        imageTagMutability: TagMutability.IMMUTABLE,
        imageScanOnPush: true,
        lifecycleRules: [{ description: 'Keep the last ten', maxImageCount: 10 }],
        removalPolicy: RemovalPolicy.DESTROY,
        emptyOnDelete: true,
      });
    }
  }
}
