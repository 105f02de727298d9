import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Repository, TagMutability, TagStatus, type LifecycleRule } from 'aws-cdk-lib/aws-ecr';
import { Construct } from 'constructs';
import { IMAGES } from '../model/images';

/**
 * One push is three images to ECR: a tagged manifest list, and an untagged one for each platform. ECR expires none that a
 * manifest list still names, so the platforms' images go after their list does.
 */
const LIFECYCLE_RULES: readonly LifecycleRule[] = [
  { description: 'Keep the last ten', tagStatus: TagStatus.TAGGED, tagPatternList: ['*'], maxImageCount: 10 },
  { description: 'Drop what no tag leads to', tagStatus: TagStatus.UNTAGGED, maxImageAge: Duration.days(1) },
];

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
        lifecycleRules: [...LIFECYCLE_RULES],
        removalPolicy: RemovalPolicy.DESTROY,
        emptyOnDelete: true,
      });
    }
  }
}
